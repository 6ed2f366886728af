using System.IO.Compression;

namespace EdgeTool.Compiler.Datasets;

/// <summary>A data file's bytes, whether or not it is gzip-compressed.</summary>
public static class DataFile
{
    /// <summary>Largest file, unpacked, that is read into memory.</summary>
    public const long MaxBytes = 2_000_000_000;

    /// <exception cref="DatasetException">The compression is damaged, or the file is too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadAll(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return new FileInfo(path).Length <= MaxBytes
                ? File.ReadAllBytes(path)
                : throw new DatasetException($"{path} is larger than {MaxBytes:N0} bytes; split it.");
        }

        try
        {
            using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            var block = new byte[1 << 16];
            for (int n; (n = unzipped.Read(block)) > 0;)
            {
                if (bytes.Length + n > MaxBytes)
                {
                    throw new DatasetException($"{path} unpacks to more than {MaxBytes:N0} bytes; split it.");
                }

                bytes.Write(block, 0, n);
            }

            return bytes.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException($"{path} is no valid gzip file: {e.Message} Unpack it, or fetch it again.", e);
        }
    }

    /// <summary>Extension in lower case, <c>.gz</c> left aside: <c>.csv</c> for <c>x.csv.gz</c>.</summary>
    public static string Extension(string path) =>
        Path.GetExtension(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path).ToLowerInvariant();
}
