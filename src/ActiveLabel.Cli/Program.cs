using System.CommandLine;
using ActiveLabel.Cli.Commands;

var root = new RootCommand("Label images with the fewest possible labels.") { ServeCommand.Create(), SeedImagesCommand.Create() };
return await root.Parse(args).InvokeAsync();
