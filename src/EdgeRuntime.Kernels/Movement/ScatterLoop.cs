using System.Numerics;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Copies data to the output, unless they are the same bytes, and then scatters updates over it. One unit, since indices may repeat.</summary>
internal static unsafe class ScatterLoop
{
    public static bool Bind<TScatter>(StepView step, out BoundKernel kernel) where TScatter : IScatter
    {
        kernel = new BoundKernel { Units = 1 };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &Run<TScatter, float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &Run<TScatter, sbyte>;
                return true;
            case ElementType.UInt8 or ElementType.Bool:
                kernel.Run = &Run<TScatter, byte>;
                return true;
            case ElementType.Int16:
                kernel.Run = &Run<TScatter, short>;
                return true;
            case ElementType.Int32:
                kernel.Run = &Run<TScatter, int>;
                return true;
            case ElementType.Int64:
                kernel.Run = &Run<TScatter, long>;
                return true;
            default:
                return false;
        }
    }

    private static void Run<TScatter, T>(StepContext* step, int begin, int end, int worker)
        where TScatter : IScatter
        where T : unmanaged, INumber<T>
    {
        if (begin >= end)
        {
            return;
        }

        if (step->Inputs[0].Data != step->Outputs[0].Data)
        {
            NativeMemory.Copy(step->Inputs[0].Data, step->Outputs[0].Data, (nuint)step->Outputs[0].ByteLength);
        }

        TScatter.Update<T>(step);
    }
}
