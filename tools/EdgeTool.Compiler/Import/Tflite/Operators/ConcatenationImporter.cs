using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>CONCATENATION (2): axis, fused activation.</summary>
public sealed class ConcatenationImporter : ITfliteImporter
{
    public int BuiltinCode => 2;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        if (TfliteGraphBuilder.ActivationOf(source.Options.Byte(1)) != Activation.None)
        {
            throw new UnsupportedException("fuses an activation into a concatenation", "apply the activation as an operator of its own");
        }

        var axis = AxisReading.Axis(source.Options.Int32(0), source.Outputs[0].Shape.Rank);
        UnknownDimensions.OfConcatenation(source.Inputs, axis, source.Outputs[0]);
        graph.Add(source, new Concatenation { Axis = axis }, source.Inputs, source.Outputs);
    }
}
