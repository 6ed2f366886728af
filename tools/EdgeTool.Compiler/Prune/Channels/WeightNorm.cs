using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// Size of all weights of a channel, those that make it and those that read it: the group norm of Fang et al. 2023, section 3.3. Each axis of
/// weights counts alike, by the mean over its lanes, so that a large layer does not drown a small one. (L1 of filters: Li et al. 2017.)
/// </summary>
public sealed class WeightNorm : IChannelImportance
{
    private readonly int _power;
    private readonly Dictionary<ValueAxis, double[]> _norms = [];

    private WeightNorm(int power) => _power = power;

    public static WeightNorm L1 => new(1);

    public static WeightNorm L2 => new(2);

    public string Name => $"l{_power}";

    public double Of(Channel channel)
    {
        var sum = 0.0;
        foreach (var (axis, index) in channel.Lanes)
        {
            sum += axis.Value is { IsConstant: true, Type: ElementType.Float32 } ? Relative(axis)[index] : 0;
        }

        return sum;
    }

    /// <summary>Sum of |w|^p of every lane of an axis, 1 on average.</summary>
    private double[] Relative(ValueAxis axis)
    {
        if (_norms.TryGetValue(axis, out var known))
        {
            return known;
        }

        var weights = axis.Value.ConstantAs<float>();
        var shape = axis.Value.Shape;
        var inner = shape.Product(axis.Axis + 1, shape.Rank);
        var norms = new double[axis.Size];
        for (var i = 0; i < weights.Length; i++)
        {
            norms[i / inner % axis.Size] += Math.Pow(Math.Abs(weights[i]), _power);
        }

        var mean = norms.Average();
        return _norms[axis] = mean > 0 ? Array.ConvertAll(norms, n => n / mean) : norms;
    }
}
