namespace EdgeRuntime.Host.Tests;

/// <summary>What becomes of things that were not flushed when the power goes.</summary>
/// <param name="Name">For messages.</param>
/// <param name="AreNamesLost">Whether names are as when their folder was last flushed.</param>
/// <param name="Remains">What is left of contents that were not flushed.</param>
public sealed record PowerCut(string Name, bool AreNamesLost, Func<byte[], byte[]> Remains)
{
    public static IReadOnlyList<PowerCut> All { get; } =
    [
        .. from names in new[] { false, true }
           from contents in new (string Name, Func<byte[], byte[]> Remains)[]
           {
               ("kept", seen => seen), ("lost", _ => []), ("zeroed", seen => new byte[seen.Length]), ("halved", seen => seen[..(seen.Length / 2)]),
           }
           select new PowerCut($"contents {contents.Name}, names {(names ? "lost" : "kept")}", names, contents.Remains),
    ];
}
