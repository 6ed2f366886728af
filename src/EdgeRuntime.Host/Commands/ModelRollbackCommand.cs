namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime model rollback</c>.</summary>
internal static class ModelRollbackCommand
{
    public static Verb Verb { get; } = new(
        "model rollback",
        "goes back to the last good model of a name, or from a good one to the one before it",
        "NAME",
        [ModelStoreOption.Option],
        ["edgeruntime model rollback keywords"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var name = ModelStoreOption.CheckedName(arguments.Operand!);
        if (ModelStoreOption.Of(arguments).Rollback(name) is { } hash)
        {
            terminal.Output.WriteLine(hash);
            return ExitCode.Done;
        }

        terminal.Error.WriteLine($"{name} has no earlier model to go back to.");
        return ExitCode.No;
    }
}
