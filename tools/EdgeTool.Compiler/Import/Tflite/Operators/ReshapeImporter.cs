using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RESHAPE (22): tensor, new shape. The output tensor has that shape already, but for dimensions unknown when converting.</summary>
public sealed class ReshapeImporter : ITfliteImporter
{
    public int BuiltinCode => 22;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        if (source.Input(1) is { IsConstant: true })
        {
            UnknownDimensions.OfReshape(input, source.RequireInt32Constant(1, "new shape"), source.Outputs[0]);
        }

        graph.Add(source, default(Reshape), [input], source.Outputs);
    }
}
