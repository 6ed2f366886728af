using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Reductions in the elements' own type; integers wrap.</summary>
internal static class PlainReductions
{
    public struct Sum<T> : IReduction<T> where T : unmanaged, INumber<T>
    {
        private T _sum;

        public void Add(T x) => _sum = unchecked(_sum + x);

        public readonly T Result() => _sum;
    }

    public struct Prod<T> : IReduction<T> where T : unmanaged, INumber<T>
    {
        private T _product;
        private bool _any;

        public void Add(T x) => (_product, _any) = (_any ? unchecked(_product * x) : x, true);

        public readonly T Result() => _any ? _product : T.One;
    }

    public struct L1<T> : IReduction<T> where T : unmanaged, INumber<T>
    {
        private T _sum;

        public void Add(T x) => _sum = unchecked(T.IsNegative(x) ? _sum - x : _sum + x);

        public readonly T Result() => _sum;
    }

    public struct SumSquare<T> : IReduction<T> where T : unmanaged, INumber<T>
    {
        private T _sum;

        public void Add(T x) => _sum = unchecked(_sum + (x * x));

        public readonly T Result() => _sum;
    }

    public struct Max<T> : IReduction<T> where T : unmanaged, INumber<T>
    {
        private T _max;
        private bool _any;

        public void Add(T x) => (_max, _any) = (_any && !(x > _max) ? _max : x, true);

        public readonly T Result() => _max;
    }

    public struct Min<T> : IReduction<T> where T : unmanaged, INumber<T>
    {
        private T _min;
        private bool _any;

        public void Add(T x) => (_min, _any) = (_any && !(x < _min) ? _min : x, true);

        public readonly T Result() => _min;
    }
}
