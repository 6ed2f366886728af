using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>The activation fused into a layer with weights.</summary>
internal static class LayerActivation
{
    /// <summary>The activation; none for any other node.</summary>
    public static Activation Of(Node node) => node.OpCode switch
    {
        OpCode.Conv2D => node.Record<Conv2D>().Activation,
        OpCode.DepthwiseConv2D => node.Record<DepthwiseConv2D>().Activation,
        OpCode.FullyConnected => node.Record<FullyConnected>().Activation,
        OpCode.TransposeConv => node.Record<TransposeConv>().Activation,
        _ => Activation.None,
    };

    public static void Set(Node node, Activation activation)
    {
        switch (node.OpCode)
        {
            case OpCode.Conv2D:
                node.SetRecord(node.Record<Conv2D>() with { Activation = activation });
                break;
            case OpCode.DepthwiseConv2D:
                node.SetRecord(node.Record<DepthwiseConv2D>() with { Activation = activation });
                break;
            case OpCode.FullyConnected:
                node.SetRecord(node.Record<FullyConnected>() with { Activation = activation });
                break;
            case OpCode.TransposeConv:
                node.SetRecord(node.Record<TransposeConv>() with { Activation = activation });
                break;
        }
    }
}
