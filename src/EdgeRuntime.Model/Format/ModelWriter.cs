using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Writes an image as the bytes that <c>FORMAT.md</c> describes.</summary>
public static class ModelWriter
{
    /// <exception cref="ArgumentException">The image cannot be expressed in the format.</exception>
    public static byte[] Write(ModelImage image)
    {
        var strings = new StringPool();
        var tensors = new TensorSections(image, strings);
        var steps = new StepSections(image, strings);
        byte[][] contents =
        [
            Interface(image), tensors.Records, tensors.Scales, steps.Records, steps.Operands, steps.Parameters,
            strings.ToBytes(), ContractJson.ToBytes(image.Contract), tensors.Weights, SelfTest(image), new byte[FormatLimits.SignatureBytes],
        ];
        return Assemble(contents, image.ArenaBytes);
    }

    private static byte[] Assemble(byte[][] contents, long arenaBytes)
    {
        var table = new SectionRecord[contents.Length];
        var end = (long)FileHeader.SizeBytes + (contents.Length * SectionRecord.SizeBytes);
        for (var i = 0; i < contents.Length; i++)
        {
            var offset = Extent.Align(end, SectionRecord.Alignment);
            table[i] = new SectionRecord { Kind = SectionTable.Kinds[i], OffsetBytes = offset, LengthBytes = contents[i].Length };
            end = offset + contents[i].Length;
        }

        if (end > int.MaxValue)
        {
            throw new ArgumentException($"The model needs {end} bytes; a file holds less than 2 GiB.", nameof(contents));
        }

        var file = new byte[end];
        var header = new FileHeader
        {
            Magic = FileHeader.ExpectedMagic,
            Version = FileHeader.CurrentVersion,
            FileLengthBytes = end,
            ArenaBytes = arenaBytes,
            SectionCount = contents.Length,
        };
        MemoryMarshal.Write(file, header);
        MemoryMarshal.AsBytes(table.AsSpan()).CopyTo(file.AsSpan(FileHeader.SizeBytes));
        for (var i = 0; i < contents.Length; i++)
        {
            contents[i].CopyTo(file, table[i].OffsetBytes);
        }

        ContentHash.Of(file, (int)table[^1].OffsetBytes, contents[^1].Length).CopyTo(ContentHash.Field(file.AsSpan()));
        return file;
    }

    private static byte[] Interface(ModelImage image)
    {
        int[] words = [image.Inputs.Count, .. image.Inputs, image.Outputs.Count, .. image.Outputs];
        return MemoryMarshal.AsBytes(words.AsSpan()).ToArray();
    }

    private static byte[] SelfTest(ModelImage image)
    {
        var isGenerated = image.SelfTest.Count > 0 && image.SelfTest.Index().All(c => IsGenerated(image, c.Index, c.Item));
        var head = new byte[sizeof(int)];
        BinaryPrimitives.WriteUInt16LittleEndian(head, checked((ushort)image.SelfTest.Count));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), (ushort)(isGenerated ? SelfTestProof.GeneratedInputs : 0));
        return [.. head, .. image.SelfTest.SelectMany(c => isGenerated ? c.Outputs : c.Inputs.Concat(c.Outputs)).SelectMany(b => b)];
    }

    private static bool IsGenerated(ModelImage image, int index, SelfTestCase stored)
    {
        var generator = SelfTestInputs.OfCase(index);
        return stored.Inputs.Index().All(i => generator.Next(image.Tensors[image.Inputs[i.Index]].Info).AsSpan().SequenceEqual(i.Item));
    }
}
