using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Dimensions of a tensor, outermost first (NHWC). Rank 0 is a scalar. 28 bytes, stored as is in the file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Shape : IEquatable<Shape>
{
    /// <summary>Largest rank that a file may hold.</summary>
    public const int MaxRank = 6;

    /// <summary>Largest single dimension that a file may hold.</summary>
    public const int MaxDimension = 1 << 24;

    private int _rank;
    private Dimensions _dimensions;

    public Shape(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length > MaxRank)
        {
            throw new ArgumentException($"Rank {dimensions.Length} is above the largest supported rank, {MaxRank}.", nameof(dimensions));
        }

        _rank = dimensions.Length;
        dimensions.CopyTo(_dimensions);
    }

    /// <summary>Number of dimensions, 0..<see cref="MaxRank"/>.</summary>
    public readonly int Rank => _rank;

    /// <summary>Size of dimension <paramref name="axis"/>; negative counts from the last.</summary>
    public int this[int axis]
    {
        readonly get => _dimensions[Resolve(axis)];
        set => _dimensions[Resolve(axis)] = value;
    }

    /// <summary>Product of all dimensions. Checked: a file's shapes are proved to stay below 2^31.</summary>
    public readonly int ElementCount
    {
        get
        {
            var count = 1;
            for (var i = 0; i < _rank; i++)
            {
                count = checked(count * _dimensions[i]);
            }

            return count;
        }
    }

    /// <summary>Product of the dimensions in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public readonly int Product(int from, int to)
    {
        var count = 1;
        for (var i = from; i < to; i++)
        {
            count = checked(count * _dimensions[i]);
        }

        return count;
    }

    /// <summary>The dimensions as a span over this very shape.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<int> Span =>
        MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Dimensions, int>(ref Unsafe.AsRef(in _dimensions)), Math.Clamp(_rank, 0, MaxRank));

    /// <summary>Whether the rank, and every dimension, lies within the limits of the format.</summary>
    public readonly bool IsWithinLimits(out long elementCount)
    {
        elementCount = 1;
        if (_rank is < 0 or > MaxRank)
        {
            return false;
        }

        for (var i = 0; i < MaxRank; i++)
        {
            var d = _dimensions[i];
            if (i >= _rank ? d != 0 : d is < 1 or > MaxDimension)
            {
                return false;
            }

            // The running product stays below 2^31, so the next product of it with 2^24 cannot overflow.
            elementCount *= i < _rank ? d : 1;
            if (elementCount > int.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    public readonly bool Equals(Shape other) => Span.SequenceEqual(other.Span);

    public override readonly bool Equals(object? obj) => obj is Shape other && Equals(other);

    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var d in Span)
        {
            hash.Add(d);
        }

        return hash.ToHashCode();
    }

    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>For people: <c>1x49x10x8</c>, or <c>scalar</c>.</summary>
    public override readonly string ToString() => _rank == 0 ? "scalar" : string.Join('x', Span.ToArray());

    private readonly int Resolve(int axis)
    {
        var resolved = axis < 0 ? axis + _rank : axis;
        return (uint)resolved < (uint)_rank
            ? resolved
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The shape {this} has rank {_rank}.");
    }

    [InlineArray(MaxRank)]
    private struct Dimensions
    {
        private int _first;
    }
}
