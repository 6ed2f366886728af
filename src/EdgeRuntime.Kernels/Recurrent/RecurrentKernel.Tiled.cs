namespace EdgeRuntime.Kernels;

/// <summary>The products by vectors.</summary>
public static unsafe partial class RecurrentKernel
{
    private static bool BindTiled<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var covers = BindReference(step, out kernel);
        kernel.Run = &Run<RowDots<TIsa, TLanes>>;
        return covers;
    }

    private readonly struct RowDots<TIsa, TLanes> : IMatrixProduct
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        public static void Multiply(float* matrix, int rows, int columns, float* vector, float* target) =>
            FloatDots<TIsa, TLanes>.Multiply(matrix, columns, vector, columns, target, rows);
    }
}
