namespace EdgeRuntime.Model;

/// <summary>What the taps of a binary convolution see outside its input. The numbers are part of the file format.</summary>
public enum SignPadding
{
    /// <summary>+1, which costs nothing; Larq calls it padding with ones.</summary>
    PlusOne = 0,

    /// <summary>0, as in a convolution of real numbers: the tap adds nothing.</summary>
    Zero = 1,

    /// <summary>-1.</summary>
    MinusOne = 2,
}
