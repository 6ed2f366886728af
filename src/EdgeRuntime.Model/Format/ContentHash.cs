namespace EdgeRuntime.Model;

/// <summary>SHA-256 of a file without the hash field itself and without the content of the signature section.</summary>
internal static class ContentHash
{
    private const int FieldOffset = 32;

    public static byte[] Of(ReadOnlySpan<byte> file, int signatureOffset, int signatureLength)
    {
        var hash = new Sha256();
        hash.Append(file[..FieldOffset]);
        hash.Append(file[FileHeader.SizeBytes..signatureOffset]);
        hash.Append(file[(signatureOffset + signatureLength)..]);
        return hash.Finish();
    }

    public static Span<byte> Field(Span<byte> file) => file[FieldOffset..FileHeader.SizeBytes];

    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> file) => file[FieldOffset..FileHeader.SizeBytes];
}
