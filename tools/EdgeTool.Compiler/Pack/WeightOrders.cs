using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Puts constants in the order in which a target's kernels read them, so that the board uses them in place.</summary>
internal static class WeightOrders
{
    /// <summary>The same tensors; where two steps want a constant in different orders, the first one's is kept.</summary>
    public static IReadOnlyList<ImageTensor> Of(ModelImage image, CpuFeatures features)
    {
        var orders = new WeightBlocks[image.Tensors.Count];
        foreach (var step in image.Steps)
        {
            if (step.Inputs.Count > 1 && step.Inputs[1] is >= 0 and var weights && orders[weights].IsRowMajor && MayBeInBlocks(image, weights))
            {
                orders[weights] = Wanted(image, step, features);
            }
        }

        return [.. image.Tensors.Select((tensor, t) => orders[t].IsRowMajor ? tensor : InBlocks(tensor, orders[t]))];
    }

    private static bool MayBeInBlocks(ModelImage image, int tensor) =>
        image.Tensors[tensor].Info is { Kind: TensorKind.Constant, Type: ElementType.Int8 }
        && !image.Outputs.Contains(tensor) && !image.Tensors.Any(t => t.InitialValue == tensor);

    private static WeightBlocks Wanted(ModelImage image, ImageStep step, CpuFeatures features)
    {
        OperandInfo[] Infos(IReadOnlyList<int> tensors) => [.. tensors.Select(t => t < 0 ? OperandInfo.Absent : image.Tensors[t].Info)];
        var operands = new OperandSet(Infos(step.Inputs), Infos(step.Outputs));
        var view = new StepView(step.Record.Span, operands) { Weights = MemoryMarshal.Cast<byte, sbyte>(image.Tensors[step.Inputs[1]].Data.Span) };
        KernelCatalog.For(step.OpCode)!.Bind(view, features, out var bound);
        return bound.Weights;
    }

    private static ImageTensor InBlocks(ImageTensor tensor, WeightBlocks order) =>
        new() { Name = tensor.Name, Info = tensor.Info, Data = tensor.Data, Blocks = order };
}
