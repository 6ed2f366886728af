namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime model install</c>.</summary>
internal static class ModelInstallCommand
{
    public static Verb Verb { get; } = new(
        "model install",
        "proves a model, runs its self-test and stores it; a running service is not disturbed",
        "M.edge",
        [
            new VerbOption("--activate", "NAME", "make it the model that pipelines know by this name"),
            ModelStoreOption.Option,
        ],
        ["edgeruntime model install keywords-v2.edge", "edgeruntime model install keywords-v2.edge --activate keywords"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var store = ModelStoreOption.Of(arguments);
        var name = arguments.Text("--activate") is { } given ? ModelStoreOption.CheckedName(given) : null;
        var hash = store.Install(arguments.Operand!);
        terminal.Output.WriteLine(hash);
        if (name is not null)
        {
            store.Activate(name, hash);
            terminal.Error.WriteLine($"{name} is this model now; a running service takes it over by itself.");
        }

        return ExitCode.Done;
    }
}
