namespace EdgeTool.Compiler.Tests;

public class ArenaPlannerTests
{
    [Fact]
    public void BlocksThatNeverMeetShareBytes()
    {
        // a: 0..1, b: 1..2, c: 2..3. a and c never meet, so 128 + 64 bytes are enough for 128 + 64 + 100.
        var plan = ArenaPlanner.Plan([new ArenaBlock(128, 0, 1), new ArenaBlock(64, 1, 2), new ArenaBlock(100, 2, 3)]);
        Assert.Equal(192, plan.ArenaBytes);
        Assert.Equal(192, plan.LowerBoundBytes);
        Assert.Equal(plan.Offsets[0], plan.Offsets[2]);
    }

    [Fact]
    public void SizesAndOffsetsAreWholeLines()
    {
        var plan = ArenaPlanner.Plan([new ArenaBlock(1, 0, 5), new ArenaBlock(65, 0, 5), new ArenaBlock(63, 0, 5)]);
        Assert.Equal(64 + 128 + 64, plan.ArenaBytes);
        Assert.All(plan.Offsets, offset => Assert.Equal(0, offset % 64));
    }

    [Fact]
    public void NothingToPlanTakesNothing()
    {
        var plan = ArenaPlanner.Plan([]);
        Assert.Equal(0, plan.ArenaBytes);
        Assert.Equal(1, plan.Ratio);
    }

    /// <summary>Any plan: no two blocks that meet in time share a byte, and the arena is no smaller than the fullest step.</summary>
    [Fact]
    public void RandomBlocksNeverOverlapAndStayNearTheBound()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var ratios = new List<double>();
        for (var round = 0; round < 300; round++)
        {
            var blocks = RandomBlocks(random, random.Next(1, 60));
            var plan = ArenaPlanner.Plan(blocks);
            for (var a = 0; a < blocks.Length; a++)
            {
                Assert.True(plan.Offsets[a] >= 0 && plan.Offsets[a] % 64 == 0 && plan.Offsets[a] + blocks[a].SizeBytes <= plan.ArenaBytes, $"seed {seed}");
                for (var b = 0; b < a; b++)
                {
                    var apart = plan.Offsets[a] + blocks[a].SizeBytes <= plan.Offsets[b] || plan.Offsets[b] + blocks[b].SizeBytes <= plan.Offsets[a];
                    Assert.True(apart || !blocks[a].MeetsInTime(blocks[b]), $"seed {seed}: {blocks[a]} at {plan.Offsets[a]}, {blocks[b]} at {plan.Offsets[b]}");
                }
            }

            Assert.Equal(FullestStep(blocks), plan.LowerBoundBytes);
            Assert.True(plan.ArenaBytes >= plan.LowerBoundBytes, $"seed {seed}");
            ratios.Add(plan.Ratio);
        }

        // Long-lived random blocks are harder than any network; greedy by size stays well within these on them.
        Assert.True(ratios.Average() < 1.10 && ratios.Max() < 2, $"seed {seed}: average ratio {ratios.Average():F3}, worst {ratios.Max():F3}");
    }

    [Fact]
    public void AChainOfLayersReachesTheBound()
    {
        var random = new Random(7);
        var chain = Enumerable.Range(0, 40).Select(step => new ArenaBlock(random.Next(1, 5000), step, step + 1)).ToArray();
        Assert.Equal(1, ArenaPlanner.Plan(chain).Ratio);
    }

    private static ArenaBlock[] RandomBlocks(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var first = random.Next(-1, 30);
        return new ArenaBlock(random.Next(1, 4000), first, first + random.Next(0, random.Next(1, 20)));
    })];

    private static long FullestStep(ArenaBlock[] blocks) => Enumerable.Range(-1, 60)
        .Max(step => blocks.Where(b => b.FirstStep <= step && step <= b.LastStep).Sum(b => (b.SizeBytes + 63) / 64 * 64));
}
