using Worker.Simulation;
using Xunit.Runner.InProc.SystemConsole;

// Everything but the command for seeds is for the test runner.
return args.Contains(SeedsCommand.SeedsOption)
    ? await SeedsCommand.Build().Parse(args).InvokeAsync()
    : await ConsoleRunner.Run(args);
