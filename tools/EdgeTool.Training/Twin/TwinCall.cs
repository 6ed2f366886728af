using EdgeRuntime.Model;
using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Results of a node, (batch, the graph's shape) each.</summary>
internal delegate Tensor[] TwinOperator(TwinCall call);

/// <summary>One node being computed for a batch.</summary>
internal readonly struct TwinCall(Twin twin, Node node, IReadOnlyDictionary<Value, Tensor> values, long batch)
{
    public Node Node => node;

    /// <summary>Examples computed at once.</summary>
    public long Batch => batch;

    public int InputCount => node.Inputs.Count;

    public bool Has(int input) => input < node.Inputs.Count && node.Inputs[input] is not null;

    public T Record<T>() where T : unmanaged, IOperatorRecord<T> => node.Record<T>();

    public Shape ShapeOf(int input) => node.Inputs[input]!.Shape;

    public Shape OutputShape(int output = 0) => node.Outputs[output].Shape;

    /// <summary>(batch, the graph's shape); (1, ...) of a constant.</summary>
    public Tensor Input(int input)
    {
        var value = node.Inputs[input]!;
        return values.TryGetValue(value, out var tensor) ? tensor : twin.Weight(node, value).unsqueeze(0);
    }

    /// <summary>A constant in the graph's shape; null when left out.</summary>
    public Tensor? Weight(int input) => Has(input) ? twin.Weight(node, node.Inputs[input]!) : null;

    /// <summary>An NHWC input as torch has images: (batch * n, channels, height, width).</summary>
    public Tensor Images(int input)
    {
        var (x, shape) = (Input(input), ShapeOf(input));
        return x.reshape(-1, shape[1], shape[2], shape[3]).permute(0, 3, 1, 2);
    }

    /// <summary>Sums (batch * n, channels, ...) after batch normalization, if there is one, and the activation.</summary>
    public Tensor Finish(Tensor sums, Activation activation)
    {
        var normalized = twin.Normalizations.TryGetValue(node, out var normalization) ? normalization.call(sums) : sums;
        return ActivationTwins.Fused(normalized, activation);
    }

    /// <summary>Images (batch * n, channels, height, width) as the node's only output.</summary>
    public Tensor[] FromImages(Tensor images) => Reshaped(images.permute(0, 2, 3, 1));

    /// <summary>Elements in the order of the node's only output, under its shape.</summary>
    public Tensor[] Reshaped(Tensor tensor) => [tensor.reshape(TwinTensors.Batched(Has(0) && values.ContainsKey(node.Inputs[0]!) ? batch : -1, OutputShape()))];
}
