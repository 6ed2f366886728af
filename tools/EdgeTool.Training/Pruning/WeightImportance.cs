namespace EdgeTool.Training;

/// <summary>What says that a weight matters while a net is trained.</summary>
public enum WeightImportance
{
    /// <summary>Its size.</summary>
    Magnitude,

    /// <summary>How much the loss changes without it, to first order: |weight × gradient|, averaged (Molchanov et al., "Importance estimation for neural network pruning", 2019).</summary>
    FirstOrder,

    /// <summary>Whether training moves it away from zero: -weight × gradient, summed (Sanh et al., "Movement pruning", 2020).</summary>
    Movement,
}
