using EdgeTool.Compiler.Tflite;
using Google.FlatBuffers;

namespace TestKit;

/// <summary>Writes .tflite files from code: small models that no converter would make, for tests of the importer.</summary>
public sealed class TfliteBuilder
{
    private readonly List<TfliteSubgraphBuilder> _subgraphs = [];
    private readonly List<(string Name, byte[] Bytes)> _metadata = [];

    public TfliteBuilder() => Main = Subgraph("main");

    /// <summary>Subgraph 0.</summary>
    public TfliteSubgraphBuilder Main { get; }

    /// <summary>Bytes of each buffer; buffer 0 is the empty one by custom.</summary>
    internal List<byte[]> Buffers { get; } = [[]];

    internal List<(int Builtin, string Custom)> Codes { get; } = [];

    public TfliteSubgraphBuilder Subgraph(string name)
    {
        var subgraph = new TfliteSubgraphBuilder(this, name, _subgraphs.Count);
        _subgraphs.Add(subgraph);
        return subgraph;
    }

    public void Metadata(string name, byte[] bytes) => _metadata.Add((name, bytes));

    public byte[] ToBytes(uint version = 3)
    {
        var b = new FlatBufferBuilder(1024);
        var subgraphs = FlatWriting.Tables(b, [.. _subgraphs.Select(s => s.Write(b))]);
        var codes = FlatWriting.Tables(b, [.. Codes.Select(c => WriteCode(b, c.Builtin, c.Custom))]);
        var metadata = FlatWriting.Tables(b, [.. _metadata.Select(m => WriteMetadata(b, m.Name, m.Bytes))]);
        var buffers = FlatWriting.Tables(b, [.. Buffers.Select(bytes => FlatWriting.Table(b, 1, (0, FlatWriting.Vector(b, bytes))))]);
        var model = FlatWriting.Table(b, 7, (1, codes), (2, subgraphs), (4, buffers), (6, metadata), (0, (object)version));
        b.Finish(model, "TFL3");
        return b.SizedByteArray();
    }

    internal int CodeIndex(int builtin, string custom)
    {
        var index = Codes.IndexOf((builtin, custom));
        if (index < 0)
        {
            Codes.Add((builtin, custom));
        }

        return index < 0 ? Codes.Count - 1 : index;
    }

    private static int WriteCode(FlatBufferBuilder b, int builtin, string custom)
    {
        var name = custom.Length > 0 ? (object)b.CreateString(custom) : null;
        return FlatWriting.Table(b, 4, (0, (sbyte)Math.Min(builtin, 127)), (1, name), (3, builtin));
    }

    private int WriteMetadata(FlatBufferBuilder b, string name, byte[] bytes)
    {
        Buffers.Add(bytes);
        return FlatWriting.Table(b, 2, (0, b.CreateString(name)), (1, Buffers.Count - 1));
    }
}
