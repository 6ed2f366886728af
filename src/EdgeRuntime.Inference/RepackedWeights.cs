using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>
/// Constants that some kernel reads in another order than the file keeps them in: written once into the bound model's own memory.
/// All others are used in place.
/// </summary>
internal sealed unsafe class RepackedWeights(ModelFile model)
{
    private readonly Dictionary<(int Tensor, WeightBlocks Order), long> _offsets = [];

    /// <summary>Bytes of all of them.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>Sets memory aside for the constants of a step that are not in the order its kernel wants.</summary>
    /// <exception cref="OverflowException">The sum is beyond 64 bits.</exception>
    public void Reserve(int step, WeightBlocks weights, NativeLayout layout)
    {
        var inputs = model.InputsOf(step);
        for (var i = 0; i < inputs.Length; i++)
        {
            var order = OrderOf(i, weights);
            if (IsKeptOtherwise(inputs[i], order) && !_offsets.ContainsKey((inputs[i], order)))
            {
                var sizeBytes = order.SizeBytes(model.Tensors[inputs[i]].Shape);
                _offsets.Add((inputs[i], order), layout.Reserve(sizeBytes));
                SizeBytes += sizeBytes;
            }
        }
    }

    /// <summary>Repacks everything that was reserved.</summary>
    /// <param name="block">Start of the memory that was laid out.</param>
    public void Write(byte* block)
    {
        foreach (var ((tensor, order), offset) in _offsets)
        {
            var target = (sbyte*)(block + offset);
            ref readonly var record = ref model.Tensors[tensor];
            if (order.IsRowMajor)
            {
                record.Blocks.Unpack((sbyte*)model.ConstantData(tensor), record.Shape, target);
                continue;
            }

            if (record.Blocks.IsRowMajor)
            {
                order.Pack((sbyte*)model.ConstantData(tensor), record.Shape, target);
                continue;
            }

            fixed (byte* rowMajor = model.ConstantBytes(tensor))
            {
                order.Pack((sbyte*)rowMajor, record.Shape, target);
            }
        }
    }

    /// <summary>Where a kernel finds constant <paramref name="tensor"/>, its operand <paramref name="index"/>.</summary>
    public byte* DataOf(int tensor, int index, WeightBlocks weights, byte* block)
    {
        var order = OrderOf(index, weights);
        return IsKeptOtherwise(tensor, order) ? block + _offsets[(tensor, order)] : model.ConstantData(tensor);
    }

    private static WeightBlocks OrderOf(int index, WeightBlocks weights) => index == 1 ? weights : default;

    private bool IsKeptOtherwise(int tensor, WeightBlocks order) =>
        tensor >= 0 && model.Tensors[tensor].Kind == TensorKind.Constant && model.Tensors[tensor].Blocks != order;
}
