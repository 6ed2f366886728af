using EdgeRuntime.Devices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>
/// Models on a device: immutable files named after their content hash, and for every name in use one small file that says which of them it
/// is. Installing never touches a model in use; activating changes one file in one step. One program at a time changes it, others read.
/// </summary>
internal sealed class ModelStore(string folder, Medium? medium = null)
{
    private const string ModelEnding = ".edge", PointerEnding = ".json";

    public string Folder { get; } = folder;

    /// <summary>Below systemd's state directory of the service, or else where packages put it.</summary>
    public static string DefaultFolder =>
        Path.Combine(Environment.GetEnvironmentVariable("STATE_DIRECTORY") ?? "/var/lib/edgeruntime", "models");

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    public static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Proves a model, runs its self-test on this machine, and stores it.</summary>
    /// <returns>Its content hash.</returns>
    /// <exception cref="ModelFormatException">It is refused, or this machine does not reproduce its self-test.</exception>
    /// <exception cref="ContractException">It was packed for another board.</exception>
    /// <exception cref="IOException">It cannot be read or stored.</exception>
    public string Install(string file)
    {
        var bytes = File.ReadAllBytes(file);
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(bytes));
        ModelTarget.Require(interpreter.Model);
        SelfTest.Run(interpreter).Require();
        var hash = interpreter.Model.ContentHash;
        Directory.CreateDirectory(Folder);
        using var held = FolderLock.Take(Folder);
        if (!File.Exists(PathOf(hash)))
        {
            DurableFile.Write(PathOf(hash), bytes, medium);
        }

        return hash;
    }

    /// <summary>Makes a stored model the one that a name stands for.</summary>
    /// <exception cref="FileNotFoundException">It is not stored.</exception>
    public void Activate(string name, string hash)
    {
        if (!File.Exists(PathOf(hash)))
        {
            throw new FileNotFoundException($"No model {hash} is stored in '{Folder}'; see edgeruntime model list.");
        }

        using var held = FolderLock.Take(Folder);
        Save(name, ModelPointer.Activated(Find(name), hash));
    }

    /// <summary>Goes back to the model before.</summary>
    /// <returns>The model that is active now; null when there is none to go back to, and nothing changed.</returns>
    /// <exception cref="FileNotFoundException">Nothing has this name.</exception>
    public string? Rollback(string name)
    {
        _ = Find(name) ?? throw NoSuchName(name);
        using var held = FolderLock.Take(Folder);
        var pointer = Find(name)?.RolledBack();
        if (pointer is not null)
        {
            Save(name, pointer);
        }

        return pointer?.Active;
    }

    /// <summary>The active model ran well: it is what later ones fall back to.</summary>
    public void Confirm(string name, string hash)
    {
        using var held = FolderLock.Take(Folder);
        if (Find(name) is { IsProved: false } pointer && pointer.Active == hash)
        {
            Save(name, pointer.Confirmed());
        }
    }

    /// <summary>What to start with: the active model, or the last good one when the active one has no start left. Changes nothing.</summary>
    /// <exception cref="FileNotFoundException">Nothing has this name.</exception>
    public ModelPointer ToStart(string name)
    {
        var pointer = Find(name) ?? throw NoSuchName(name);
        return pointer is { IsProved: false, StartsLeft: 0 } ? pointer.RolledBack() ?? pointer : pointer;
    }

    /// <summary>The service starts with <see cref="ToStart"/>: a model that has yet to prove itself has one start less.</summary>
    public void CountStart(string name)
    {
        using var held = FolderLock.Take(Folder);
        var pointer = ToStart(name);
        if (!pointer.IsProved)
        {
            Save(name, pointer with { StartsLeft = Math.Max(0, pointer.StartsLeft - 1) });
        }
        else if (pointer != Find(name))
        {
            Save(name, pointer);
        }
    }

    /// <summary>The name goes back to the model that is in use, as a newer one was refused; not when it stands for yet another one by now.</summary>
    public void Restore(string name, string refused, string hash)
    {
        using var held = FolderLock.Take(Folder);
        if (Find(name) is { } pointer && pointer.Active == refused)
        {
            Save(name, pointer with { Active = hash, StartsLeft = ModelPointer.Starts });
        }
    }

    /// <summary>What a name stands for; null when nothing has it.</summary>
    /// <exception cref="IOException">The pointer is damaged.</exception>
    public ModelPointer? Find(string name)
    {
        var path = PointerPathOf(name);
        return File.Exists(path) ? ModelPointer.FromJson(File.ReadAllBytes(path), path) : null;
    }

    public IEnumerable<string> Names() => Files(PointerEnding).Where(IsName);

    public IEnumerable<string> Hashes() => Files(ModelEnding).Where(IsHash);

    /// <summary>The stored model whose hash begins so.</summary>
    /// <exception cref="FileNotFoundException">None or several do.</exception>
    public string Complete(string beginning)
    {
        string[] found = [.. Hashes().Where(hash => hash.StartsWith(beginning, StringComparison.Ordinal))];
        return found is [var only]
            ? only
            : throw new FileNotFoundException(
                $"{(found.Length == 0 ? "No" : $"{found.Length}")} stored models begin with '{beginning}'; see edgeruntime model list.");
    }

    public string PathOf(string hash) => Path.Combine(Folder, hash + ModelEnding);

    public string PointerPathOf(string name) => Path.Combine(Folder, name + PointerEnding);

    private void Save(string name, ModelPointer pointer) => DurableFile.Write(PointerPathOf(name), pointer.ToJson(), medium);

    private FileNotFoundException NoSuchName(string name) =>
        new($"No model is called '{name}' in '{Folder}': edgeruntime model install M.edge --activate {name}");

    private IEnumerable<string> Files(string ending) => Directory.Exists(Folder)
        ? Directory.GetFiles(Folder, "*" + ending).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)
        : [];
}
