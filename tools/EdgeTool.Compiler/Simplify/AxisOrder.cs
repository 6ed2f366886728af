using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A permutation of axes: axis i of the permuted tensor is axis <c>this[i]</c> of the original.</summary>
internal sealed class AxisOrder(int[] axes)
{
    public int Rank => axes.Length;

    /// <summary>Axis of the original that stands at <paramref name="axis"/> of the permuted tensor.</summary>
    public int this[int axis] => axes[axis];

    public bool IsIdentity => axes.AsSpan().SequenceEqual(Enumerable.Range(0, Rank).ToArray());

    public Transpose Record => new() { Permutation = PerAxis.Of(axes) };

    public static AxisOrder Of(Node transpose)
    {
        var record = transpose.Record<Transpose>();
        return new AxisOrder(((ReadOnlySpan<int>)record.Permutation)[..transpose.Outputs[0].Shape.Rank].ToArray());
    }

    /// <summary>This order, then <paramref name="next"/>.</summary>
    public AxisOrder Then(AxisOrder next) => new([.. Enumerable.Range(0, Rank).Select(i => axes[next[i]])]);

    public AxisOrder Inverse()
    {
        var inverse = new int[Rank];
        for (var i = 0; i < Rank; i++)
        {
            inverse[axes[i]] = i;
        }

        return new AxisOrder(inverse);
    }

    public bool SameAs(AxisOrder other) => axes.AsSpan().SequenceEqual(other.Axes);

    /// <summary>Entries of the permuted tensor's axes, in the original's order.</summary>
    public PerAxis Undo(PerAxis permuted)
    {
        var original = default(PerAxis);
        for (var i = 0; i < Rank; i++)
        {
            original[axes[i]] = permuted[i];
        }

        return original;
    }

    /// <inheritdoc cref="Undo(PerAxis)"/>
    public Shape Undo(Shape permuted)
    {
        var original = permuted;
        for (var i = 0; i < Rank; i++)
        {
            original[axes[i]] = permuted[i];
        }

        return original;
    }

    /// <summary>The permuted tensor's shape.</summary>
    public Shape Permute(Shape original)
    {
        var permuted = original;
        for (var i = 0; i < Rank; i++)
        {
            permuted[i] = original[axes[i]];
        }

        return permuted;
    }

    /// <inheritdoc cref="Undo(PerAxis)"/>
    public int Undo(int axisMask)
    {
        var original = 0;
        for (var i = 0; i < Rank; i++)
        {
            original |= (axisMask >> i & 1) << axes[i];
        }

        return original;
    }

    /// <summary>Whether permuting a tensor of this shape leaves its bytes as they are: only dimensions of 1 change places.</summary>
    public bool KeepsBytes(Shape original) =>
        axes.Where(a => original[a] != 1).SequenceEqual(Enumerable.Range(0, Rank).Where(a => original[a] != 1));

    private ReadOnlySpan<int> Axes => axes;
}
