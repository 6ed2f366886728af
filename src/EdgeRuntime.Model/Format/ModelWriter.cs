namespace EdgeRuntime.Model;

/// <summary>Writes an image as the bytes that <c>FORMAT.md</c> describes.</summary>
public static class ModelWriter
{
    /// <exception cref="ArgumentException">The image cannot be expressed in the format.</exception>
    public static byte[] Write(ModelImage image) => throw new InvalidOperationException("written by the format work");
}
