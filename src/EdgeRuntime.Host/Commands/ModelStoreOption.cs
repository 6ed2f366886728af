namespace EdgeRuntime.Host;

/// <summary>What the verbs on stored models share.</summary>
internal static class ModelStoreOption
{
    public static VerbOption Option { get; } = new("--store", "DIR", "where models are stored; by default the service's state directory");

    public static ModelStore Of(Arguments arguments) => new(arguments.Text("--store") ?? ModelStore.DefaultFolder);

    /// <exception cref="UsageException">It cannot be the name of a model.</exception>
    public static string CheckedName(string name) => ModelStore.IsName(name)
        ? name
        : throw new UsageException($"'{name}' cannot name a model: up to 64 letters, digits, - and _.");
}
