using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>Constants of a packed model that are stored alike.</summary>
/// <param name="Storage">As <c>FORMAT.md</c> names it, in lower case.</param>
/// <param name="Constants">How many.</param>
/// <param name="StoredBytes">In the file.</param>
/// <param name="ElementBytes">As kernels read them; what is not used in place takes this much memory once loaded.</param>
public sealed record StorageReport(string Storage, int Constants, long StoredBytes, long ElementBytes)
{
    public static IReadOnlyList<StorageReport> Of(ModelFile model) =>
        [.. model.Tensors.ToArray().Where(t => t.Kind == TensorKind.Constant).GroupBy(t => t.Storage)
            .Select(g => new StorageReport(g.Key.ToString().ToLowerInvariant(), g.Count(), g.Sum(t => t.StoredBytes), g.Sum(t => t.ByteLength)))
            .OrderByDescending(s => s.StoredBytes)];

    public override string ToString() =>
        $"{Storage}: {Constants} constant(s), {Tables.Number(StoredBytes)} bytes for {Tables.Number(ElementBytes)} of elements";
}
