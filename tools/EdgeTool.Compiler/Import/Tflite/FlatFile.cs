using Google.FlatBuffers;

namespace EdgeTool.Compiler.Tflite;

/// <summary>A FlatBuffers file being read, and how much has been copied out of it.</summary>
internal sealed class FlatFile(byte[] bytes)
{
    /// <summary>Tables may share vectors, so a small file could unfold into a huge model; honest files share little.</summary>
    private const int CopiesOfTheFile = 8;

    private long _budgetBytes = ((long)bytes.Length * CopiesOfTheFile) + (1 << 16);

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public ByteBuffer Buffer { get; } = new(bytes);

    public int Length => Bytes.Length;

    /// <summary>The table that the file starts with.</summary>
    public FlatTable Root => Buffer.GetUint(0) is var at && at <= Length - sizeof(int) ? new(this, (int)at) : throw Damaged("the first table", 0);

    /// <summary>Accounts for a copy.</summary>
    /// <exception cref="ImportException">The file unfolds into far more than its own size.</exception>
    public void Charge(long copiedBytes)
    {
        _budgetBytes -= copiedBytes;
        if (_budgetBytes < 0)
        {
            throw new ImportException(
                $"The file ({Length} bytes) unfolds into more than {CopiesOfTheFile} times its size: its tables share vectors in a way "
                + "that no converter writes. Convert or download it again.");
        }
    }

    public ImportException Damaged(string what, long offset) => new(
        $"The file is damaged: {what} at byte {offset} leaves its bounds ({Length} bytes). Convert or download it again.");
}
