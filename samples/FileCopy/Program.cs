using FileCopy;

return await CommandLine.ParseAsync(args, Console.Out, Console.Error) is var (settings, exitCode) && settings is not null
    ? await new CopySession(settings, Console.Out, Console.Error).RunAsync()
    : exitCode;
