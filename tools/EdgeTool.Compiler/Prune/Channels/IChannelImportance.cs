namespace EdgeTool.Compiler.Pruning;

/// <summary>Says which channels matter.</summary>
public interface IChannelImportance
{
    /// <summary>For people and files: l1, l2, bn, activation, taylor.</summary>
    string Name { get; }

    /// <summary>What leaving a channel out costs, from 0; comparable within its group.</summary>
    double Of(Channel channel);
}
