using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Where the updates of a scattering operator go; what is around it is <see cref="ScatterLoop"/>.</summary>
internal unsafe interface IScatter
{
    /// <summary>Combines input 2 with the output, which already holds input 0, at the indices of input 1.</summary>
    static abstract void Update<T>(StepContext* step) where T : unmanaged, INumber<T>;
}
