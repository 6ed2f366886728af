using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// CIFAR-10 "binary version": records of 3073 bytes, a label, then 1024 red, 1024 green and 1024 blue bytes of a 32x32 image
/// (A. Krizhevsky, 2009). Given as (32, 32, 3).
/// </summary>
internal sealed class Cifar10Dataset : Dataset
{
    private const int Pixels = 32 * 32;
    private const int RecordBytes = 1 + (3 * Pixels);
    private static readonly string[] Names =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    private readonly byte[] _records;

    public Cifar10Dataset(byte[] records, string path)
    {
        if (records.Length == 0 || records.Length % RecordBytes != 0)
        {
            throw new DatasetException($"{path} holds {records.Length} bytes, no whole number of CIFAR-10 records of {RecordBytes}.");
        }

        for (var i = 0; i < records.Length; i += RecordBytes)
        {
            if (records[i] > 9)
            {
                throw new DatasetException($"{path} has label {records[i]} at byte {i}; CIFAR-10 labels are 0..9.");
            }
        }

        _records = records;
    }

    public override string Format => "CIFAR-10";

    public override int Count => _records.Length / RecordBytes;

    public override ElementType? ElementType => EdgeRuntime.Model.ElementType.UInt8;

    public override IReadOnlyList<string> ClassNames => Names;

    public override bool HoldsImages => true;

    public override Sample Read(int index)
    {
        var record = _records.AsSpan(index * RecordBytes, RecordBytes);
        var values = new float[3 * Pixels];
        for (var p = 0; p < Pixels; p++)
        {
            for (var c = 0; c < 3; c++)
            {
                values[(3 * p) + c] = record[1 + (c * Pixels) + p];
            }
        }

        return new Sample($"image {index}", record[0], values);
    }

    /// <summary>Whether a file of this length could be CIFAR-10.</summary>
    public static bool FitsLength(long bytes) => bytes > 0 && bytes % RecordBytes == 0;
}
