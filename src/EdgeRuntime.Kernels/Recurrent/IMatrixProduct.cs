namespace EdgeRuntime.Kernels;

/// <summary>Where recurrent cells spend their time; everything around it is the same for all variants.</summary>
internal unsafe interface IMatrixProduct
{
    /// <summary>target (rows) = matrix (rows, columns) * vector (columns).</summary>
    static abstract void Multiply(float* matrix, int rows, int columns, float* vector, float* target);
}
