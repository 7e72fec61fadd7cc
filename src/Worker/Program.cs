using Worker.Commands;
using Worker.Composition;

PrivateFiles.MakeByDefault();
return await WorkerCommand.InvokeAsync(args);
