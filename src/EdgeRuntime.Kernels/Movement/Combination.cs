using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>What scattering does to an element that an update meets.</summary>
internal static class Combination
{
    public static T Of<T>(ScatterReduction reduction, T old, T update) where T : unmanaged, INumber<T> => reduction switch
    {
        ScatterReduction.Add => unchecked(old + update),
        ScatterReduction.Multiply => unchecked(old * update),
        ScatterReduction.Maximum => T.Max(old, update),
        ScatterReduction.Minimum => T.Min(old, update),
        _ => update,
    };
}
