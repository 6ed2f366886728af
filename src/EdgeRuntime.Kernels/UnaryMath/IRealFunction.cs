namespace EdgeRuntime.Kernels;

/// <summary>A function of a real number and two parameters.</summary>
internal interface IRealFunction
{
    static abstract double Of(double x, double alpha, double beta);
}
