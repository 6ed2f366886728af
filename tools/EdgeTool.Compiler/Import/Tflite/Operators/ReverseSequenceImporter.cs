using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>REVERSE_SEQUENCE (112): tensor, lengths; sequence axis, batch axis.</summary>
public sealed class ReverseSequenceImporter : ITfliteImporter
{
    public int BuiltinCode => 112;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var record = new ReverseSequence
        {
            SequenceAxis = AxisReading.Axis(source.Options.Int32(0), input.Shape.Rank),
            BatchAxis = AxisReading.Axis(source.Options.Int32(1), input.Shape.Rank),
        };
        graph.Add(source, record, [input, source.Require(1, "lengths")], source.Outputs);
    }
}
