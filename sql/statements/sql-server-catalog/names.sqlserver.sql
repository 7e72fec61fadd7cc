select name from sys.databases;
