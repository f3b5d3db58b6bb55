using ActiveLabel.Cli;

return await ActiveLabelProgram.RunAsync(args);
