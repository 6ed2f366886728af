namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// The border: bytes of a .tflite file to a <see cref="TfliteModel"/> in which every index and every length is proved.
/// Tables are read by the field numbers of the published schema (version 3), through hand-written accessors that compare every offset
/// with the file's length (<see cref="FlatTable"/>).
/// </summary>
/// <remarks>
/// The verifier of Google.FlatBuffers for .NET is not asked: as of 25.2.10 it holds the distance from a table to its field list in 16 bits,
/// so in files beyond 32 KB it takes fields for absent, proves nothing about them, and prints an exception for each to standard output.
/// </remarks>
public static class TfliteReader
{
    private const int SupportedVersion = 3;

    /// <summary>More dimensions than any operator has; ranks up to this are reported as unsupported, beyond as damage.</summary>
    private const int MaxStoredRank = 32;

    /// <summary>Whether the bytes carry the schema's file identifier.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && bytes.Slice(4, 4).SequenceEqual("TFL3"u8);

    /// <exception cref="ImportException">The bytes are no well-formed TFLite model.</exception>
    public static TfliteModel Read(byte[] bytes)
    {
        var file = new FlatFile(bytes);
        if (!Recognizes(bytes))
        {
            throw new ImportException(
                $"The file ({bytes.Length} bytes) is no TFLite model: it lacks the identifier 'TFL3' at byte 4. Convert or download it again.");
        }

        var root = file.Root;
        var version = root.UInt32(0);
        if (version != SupportedVersion)
        {
            throw new ImportException($"The file is of TFLite schema version {version}; only {SupportedVersion} is read. Convert the model again.");
        }

        var buffers = root.Tables(4).Select((table, index) => BufferOf(file, table, index)).ToArray();
        var codes = root.Tables(1).Select(CodeOf).ToArray();
        var subgraphs = root.Tables(2).Select((table, index) => new SubgraphReader(table, index, buffers, codes).Read()).ToArray();
        return subgraphs.Length == 0
            ? throw new ImportException("The file has no subgraph, so there is nothing to run. Convert the model again.")
            : new TfliteModel
            {
                Subgraphs = subgraphs,
                Description = root.Text(3),
                SizeBytes = bytes.Length,
                Metadata = MetadataOf(root, buffers),
            };
    }

    private static ReadOnlyMemory<byte> BufferOf(FlatFile file, FlatTable table, int index)
    {
        // Models beyond 2 GB keep buffers behind the FlatBuffers part; offset 0 and 1 mean that there is none.
        var (offset, size) = (table.UInt64(1), table.UInt64(2));
        if (offset <= 1)
        {
            return table.Bytes(0);
        }

        return offset <= (ulong)file.Length && size <= (ulong)file.Length - offset
            ? file.Bytes.Slice((int)offset, (int)size)
            : throw new ImportException(
                $"Buffer {index} claims bytes {offset}..{offset + size} of {file.Length}: the file is cut short or damaged. Download it again.");
    }

    private static OperatorCode CodeOf(FlatTable table)
    {
        // Numbers above 127 did not fit the first field; writers then put the placeholder 127 there.
        var code = Math.Max(table.SByte(0), table.Int32(3));
        return new OperatorCode(code, table.Text(1), table.Int32(2, 1));
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> MetadataOf(FlatTable root, ReadOnlyMemory<byte>[] buffers)
    {
        var metadata = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var entry in root.Tables(6))
        {
            var (name, buffer) = (entry.Text(0), entry.UInt32(1));
            metadata[name] = buffer < buffers.Length
                ? buffers[buffer]
                : throw new ImportException($"Metadata '{name}' refers to buffer {buffer} of {buffers.Length}. Convert or download the file again.");
        }

        return metadata;
    }

    private readonly record struct OperatorCode(int Builtin, string Custom, int Version);

    /// <summary>One subgraph; its indices are checked against its own tensors.</summary>
    private sealed class SubgraphReader(FlatTable table, int index, ReadOnlyMemory<byte>[] buffers, OperatorCode[] codes)
    {
        private readonly FlatTable[] _tensors = table.Tables(0);

        public TfliteSubgraph Read() => new()
        {
            Name = table.Text(4),
            Tensors = [.. _tensors.Select(TensorOf)],
            Inputs = Indices(table.Scalars<int>(1), "its inputs", optional: false),
            Outputs = Indices(table.Scalars<int>(2), "its outputs", optional: false),
            Operators = [.. table.Tables(3).Select(OperatorOf)],
        };

        private TfliteTensor TensorOf(FlatTable tensor, int number)
        {
            var (shape, buffer) = (tensor.Scalars<int>(0), tensor.UInt32(2));
            var name = tensor.Text(3);
            var type = (TfliteType)tensor.SByte(1);
            if (buffer >= buffers.Length && (buffer != 0 || buffers.Length != 0))
            {
                throw Wrong($"tensor {number} '{name}' refers to buffer {buffer} of {buffers.Length}");
            }

            if (shape.Length > MaxStoredRank || shape.Any(d => d < 0))
            {
                throw Wrong($"tensor {number} '{name}' has the shape [{string.Join(", ", shape.Take(MaxStoredRank))}]");
            }

            var data = buffers.Length == 0 ? default : buffers[buffer];
            var sparse = tensor.Table(6) is not null;
            CheckLength(number, name, type, shape, data, sparse);
            var quantization = tensor.Table(4);
            return new TfliteTensor
            {
                Index = number,
                Name = name,
                Type = type,
                Shape = shape,
                ShapeSignature = tensor.Scalars<int>(7),
                Data = data,
                IsVariable = tensor.Bool(5),
                Scales = quantization?.Scalars<float>(2) ?? [],
                ZeroPoints = quantization?.Scalars<long>(3) ?? [],
                QuantizedDimension = quantization?.Int32(6) ?? 0,
                IsSparse = sparse,
            };
        }

        private void CheckLength(int number, string name, TfliteType type, int[] shape, ReadOnlyMemory<byte> data, bool sparse)
        {
            var bits = type.SizeBits();
            if (data.IsEmpty || sparse || bits == 0)
            {
                return;
            }

            var expected = (shape.Aggregate((Int128)bits, (product, d) => Int128.Min(product * d, long.MaxValue)) + 7) / 8;
            if (expected != data.Length)
            {
                throw Wrong($"tensor {number} '{name}' ({type} [{string.Join(", ", shape)}]) needs {expected} bytes, its buffer holds {data.Length}");
            }
        }

        private TfliteOperator OperatorOf(FlatTable op, int number)
        {
            var code = op.UInt32(0);
            if (code >= codes.Length)
            {
                throw Wrong($"operator {number} refers to operator code {code} of {codes.Length}");
            }

            return new TfliteOperator
            {
                Index = number,
                BuiltinCode = codes[code].Builtin,
                CustomCode = codes[code].Custom,
                Version = codes[code].Version,
                Inputs = Indices(op.Scalars<int>(1), $"the inputs of operator {number}", optional: true),
                Outputs = Indices(op.Scalars<int>(2), $"the outputs of operator {number}", optional: false),
                Options = new FlatOptions(op.UnionType(3), op.Table(4)),
                CustomOptions = op.Bytes(5),
            };
        }

        private int[] Indices(int[] tensors, string where, bool optional)
        {
            foreach (var tensor in tensors)
            {
                if (tensor >= _tensors.Length || tensor < (optional ? -1 : 0))
                {
                    throw Wrong($"{where} name tensor {tensor} of {_tensors.Length}");
                }
            }

            return tensors;
        }

        private ImportException Wrong(string what) => new($"Subgraph {index}: {what}. The file is damaged; convert or download it again.");
    }
}
