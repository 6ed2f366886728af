using System.Text.Json;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime model list</c>.</summary>
internal static class ModelListCommand
{
    public static Verb Verb { get; } = new(
        "model list",
        "the models that are stored, and the names that stand for them",
        Operand: null,
        [new VerbOption("--json", null, "answer in JSON"), ModelStoreOption.Option],
        ["edgeruntime model list", "edgeruntime model list --json"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var store = ModelStoreOption.Of(arguments);
        var names = store.Names().Select(name => (Name: name, Pointer: store.Find(name)!)).ToArray();
        if (arguments.Has("--json"))
        {
            JsonText.Write(terminal.Output, json => Write(json, store, names));
            return ExitCode.Done;
        }

        foreach (var hash in store.Hashes())
        {
            var roles = names.SelectMany(n => Roles(n.Pointer, hash).Select(role => $"{n.Name} ({role})"));
            terminal.Output.WriteLine($"{hash[..12]}  {new FileInfo(store.PathOf(hash)).Length,9:N0} bytes  {string.Join(", ", roles)}".TrimEnd());
        }

        return ExitCode.Done;
    }

    private static IEnumerable<string> Roles(ModelPointer pointer, string hash)
    {
        if (pointer.Active == hash)
        {
            yield return pointer.IsProved ? "active" : $"active, not proved yet, {pointer.StartsLeft} starts left";
        }

        if (pointer.Good == hash && !pointer.IsProved)
        {
            yield return "last good";
        }

        if (pointer.Previous == hash)
        {
            yield return "before";
        }
    }

    private static void Write(Utf8JsonWriter json, ModelStore store, (string Name, ModelPointer Pointer)[] names)
    {
        json.WriteStartObject();
        json.WriteString("folder", store.Folder);
        json.WriteStartArray("models");
        foreach (var hash in store.Hashes())
        {
            json.WriteStartObject();
            json.WriteString("hash", hash);
            json.WriteNumber("bytes", new FileInfo(store.PathOf(hash)).Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("names");
        foreach (var (name, pointer) in names)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("active", pointer.Active);
            json.WriteString("good", pointer.Good);
            json.WriteString("previous", pointer.Previous);
            json.WriteNumber("startsLeft", pointer.StartsLeft);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
