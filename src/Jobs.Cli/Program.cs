using Jobs.Cli;

return await JobsTool.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
