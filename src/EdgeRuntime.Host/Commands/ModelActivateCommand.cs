namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime model activate</c>.</summary>
internal static class ModelActivateCommand
{
    public static Verb Verb { get; } = new(
        "model activate",
        "makes a stored model the one that pipelines know by a name",
        "NAME",
        [
            new VerbOption("--model", "HASH", "the model's content hash, or the beginning of it", IsRequired: true),
            ModelStoreOption.Option,
        ],
        ["edgeruntime model activate keywords --model 3f09"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var store = ModelStoreOption.Of(arguments);
        var hash = store.Complete(arguments.Text("--model")!);
        store.Activate(ModelStoreOption.CheckedName(arguments.Operand!), hash);
        terminal.Output.WriteLine(hash);
        return ExitCode.Done;
    }
}
