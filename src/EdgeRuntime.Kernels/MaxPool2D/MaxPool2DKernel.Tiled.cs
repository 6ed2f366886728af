using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>int8 by vectors of channels, the same for all instruction sets of 128 bits.</summary>
public static partial class MaxPool2DKernel
{
    private static bool BindTiled(StepView step, out BoundKernel kernel) => VectorPool<LargestLanes>.Bind(step, out kernel);

    private readonly struct LargestLanes : IPoolLanes
    {
        public static Vector128<short> Start => Vector128.Create(short.MinValue);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<short> Add(Vector128<short> largest, Vector128<short> elements) => Vector128.Max(largest, elements);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<int> Finish(Vector128<int> largest, int count) => largest;
    }
}
