using Worker.Commands;

return await WorkerCommand.InvokeAsync(args);
