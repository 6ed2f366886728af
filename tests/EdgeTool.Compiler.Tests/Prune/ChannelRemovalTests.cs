using EdgeRuntime.Model;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Pruning;

/// <summary>Networks without some of their channels against the whole networks, in which the same weights are zero.</summary>
public class ChannelRemovalTests(ITestOutputHelper output)
{
    private const int Nets = 300;

    /// <summary>No shape error at any ratio, nothing lost but the channels, and nothing computed that was not computed before.</summary>
    [Fact]
    public void RandomNetsAtAnyRatioComputeWhatTheMaskedNetComputes()
    {
        var (removed, offered, groups) = (0, 0, 0);
        for (var seed = 0; seed < Nets; seed++)
        {
            var whole = RandomNets.Of(seed);
            var share = new Random(seed).NextDouble() * 0.95;
            var pruner = new ChannelPruner(whole, WeightNorm.L2);
            var kept = pruner.KeptAtShare(share, multiple: 1);
            var small = pruner.With(kept);
            var masked = Masked(whole, pruner, kept);
            var difference = GraphOutputs.Difference(masked, small);
            Assert.True(difference < 1e-4, $"seed {seed}, share {share}: differs by {difference}");
            removed += pruner.Groups.Zip(kept, (group, k) => group.Channels.Count - k).Sum();
            offered += pruner.Groups.Sum(group => group.Channels.Count);
            groups += pruner.Groups.Count;
        }

        output.WriteLine($"{Nets} nets, {groups} groups, {offered} channels, {removed} removed");
        Assert.True(groups > 3 * Nets && removed > 10 * Nets, $"{groups} groups, {removed} channels removed");
    }

    /// <summary>Weights that read or make a channel are zero already: leaving it out changes nothing.</summary>
    [Fact]
    public void ChannelsThatContributeNothingLeaveWithoutATrace()
    {
        for (var seed = 0; seed < Nets; seed++)
        {
            var pruner = new ChannelPruner(RandomNets.Of(seed), WeightNorm.L1);
            var masked = Masked(RandomNets.Of(seed), pruner, pruner.KeptAtShare(0.4, multiple: 1));
            var again = new ChannelPruner(masked, WeightNorm.L1);
            var difference = GraphOutputs.Difference(masked, again.With([.. pruner.KeptAtShare(0.4, multiple: 1)]));
            Assert.True(difference < 1e-6, $"seed {seed}: differs by {difference}");
        }
    }

    [Fact]
    public void LayersKeepMultiplesWhereTheyHaveSoMany()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var pruner = new ChannelPruner(RandomNets.Of(seed), WeightNorm.L2);
            var kept = pruner.KeptAtShare(0.3, multiple: 8);
            Assert.All(pruner.Groups.Zip(kept), pair =>
                Assert.True(pair.Second * pair.First.Lanes % 8 == 0 || pair.Second * pair.First.Lanes < 8 || pair.Second == pair.First.Channels.Count));
        }
    }

    [Fact]
    public void ABudgetIsKeptWithAsFewChannelsRemovedAsPossible()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var whole = RandomNets.Of(seed);
            var pruner = new ChannelPruner(whole, WeightNorm.L2);
            var limit = GraphSize.Macs(whole) * 0.7;
            var (kept, fits) = new ChannelBudget(pruner, g => GraphSize.Macs(g), limit, multiple: 1, layerLimit: 1).Fit();
            if (fits)
            {
                Assert.True(GraphSize.Macs(pruner.With(kept)) <= limit);
                var more = pruner.KeptGlobally(pruner.Groups.Zip(kept, (group, k) => group.Channels.Count - k).Sum() - 1, multiple: 1, layerLimit: 1);
                Assert.True(GraphSize.Macs(pruner.With(more)) > limit);
            }
            else
            {
                Assert.Equal(kept, pruner.KeptGlobally(int.MaxValue, multiple: 1, layerLimit: 1));
            }
        }
    }

    /// <summary>Where groups leave in multiples, none of them could have kept one more of them within the budget.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void ABudgetIsUsedUp(int multiple)
    {
        var (fitting, givenBack) = (0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var whole = RandomNets.Of(seed);
            var pruner = new ChannelPruner(whole, WeightNorm.L2);
            var limit = GraphSize.Macs(whole) * 0.6;
            var (kept, fits) = new ChannelBudget(pruner, g => GraphSize.Macs(g), limit, multiple, layerLimit: 0.9).Fit();
            if (!fits)
            {
                continue;
            }

            fitting++;
            Assert.True(GraphSize.Macs(pruner.With(kept)) <= limit, $"seed {seed}");
            for (var group = 0; group < kept.Length; group++)
            {
                if (pruner.Larger(group, kept[group], multiple) is { } larger)
                {
                    Assert.True(larger > kept[group] && larger <= pruner.Groups[group].Channels.Count);
                    int[] more = [.. kept.Select((k, g) => g == group ? larger : k)];
                    Assert.True(GraphSize.Macs(pruner.With(more)) > limit, $"seed {seed}, group {group}: {kept[group]} of {larger}");
                }
            }

            var leaving = Enumerable.Range(0, pruner.Groups.Sum(g => g.Channels.Count))
                .First(n => GraphSize.Macs(pruner.With(pruner.KeptGlobally(n, multiple, 0.9))) <= limit);
            givenBack += kept.Sum() - pruner.KeptGlobally(leaving, multiple, 0.9).Sum();
        }

        output.WriteLine($"multiples of {multiple}: {fitting} nets fit, {givenBack} channels given back");
        Assert.True(fitting > 10 && givenBack > 0, $"{fitting} fit, {givenBack} given back");
    }

    [Fact]
    public void ABudgetOfPredictedLatencyIsKeptOnEveryBoard()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var whole = RandomNets.Of(seed);
            var pruner = new ChannelPruner(whole, WeightNorm.L2);
            foreach (var board in TargetBoard.All)
            {
                var budget = PruneBudget.Parse("latency=0.8", board)!;
                var (kept, fits) = new ChannelGoal(0, budget, 1).Kept(pruner, whole, whole, 1, 1);
                var (before, after) = (budget.Cost(whole), budget.Cost(pruner.With(kept)));
                Assert.True(after <= before, $"seed {seed}, {board.Name}: {before} to {after}");
                Assert.Equal(fits, after <= 0.8 * before);
            }
        }
    }

    [Fact]
    public void SlowerBoardsArePredictedToTakeLonger()
    {
        var whole = RandomNets.Of(1);
        var times = new[] { "zero2w", "pi4", "pi5" }.Select(name => PredictedLatency.Microseconds(whole, TargetBoard.Of(name)!)).ToArray();
        Assert.Equal(times.OrderDescending(), times);
        Assert.True(PruneBudget.Parse("latency=0.5")!.LacksBoard);
    }

    /// <summary>A copy of the net in which every weight on a channel that would leave is zero.</summary>
    private static Graph Masked(Graph whole, ChannelPruner pruner, int[] kept)
    {
        var small = pruner.With(kept);
        var copy = GraphCopy.Of(whole);
        var groups = ChannelGroups.Of(copy);
        for (var g = 0; g < groups.Count; g++)
        {
            var costs = pruner.Groups[g].Channels.Select(pruner.Importance.Of).ToArray();
            foreach (var c in Enumerable.Range(0, costs.Length).OrderBy(c => costs[c]).ThenByDescending(c => c).Take(costs.Length - kept[g]))
            {
                foreach (var (axis, index) in groups[g].Channels[c].Lanes.Where(lane => lane.Axis.Value.IsConstant))
                {
                    Clear(axis, index);
                }
            }
        }

        Assert.True(GraphSize.WeightBytes(small) <= GraphSize.WeightBytes(whole));
        return copy;
    }

    private static void Clear(ValueAxis axis, int index)
    {
        var (value, shape) = (axis.Value, axis.Value.Shape);
        var elements = value.ConstantAs<float>().ToArray();
        var inner = shape.Product(axis.Axis + 1, shape.Rank);
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = i / inner % axis.Size == index ? 0 : elements[i];
        }

        value.Constant = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(elements).ToArray();
    }
}
