using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>What a method of training puts between the operators of a <see cref="Twin"/>: fake quantization, masks, binarization.</summary>
public interface ITwinHook
{
    /// <summary>A weight or bias on its way into a node.</summary>
    /// <param name="node">Who reads it.</param>
    /// <param name="weight">A constant of the graph.</param>
    /// <param name="tensor">Its present value, in the graph's shape.</param>
    Tensor Weight(Node node, Value weight, Tensor tensor) => tensor;

    /// <summary>A value on its way to its readers: an input of the graph, or a node's output after its fused activation.</summary>
    /// <param name="value">Which.</param>
    /// <param name="tensor">(batch, the graph's shape).</param>
    Tensor Activation(Value value, Tensor tensor) => tensor;
}
