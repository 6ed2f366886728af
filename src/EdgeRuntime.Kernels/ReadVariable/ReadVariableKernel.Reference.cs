namespace EdgeRuntime.Kernels;

public static partial class ReadVariableKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = SameBytes.Bind();
        return true;
    }
}
