namespace EdgeRuntime.Devices.Tests;

public class FiringSlotTests
{
    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 30)]
    public void OneFiringWaitsAndTheOthersAreCounted(bool keepNewest, long kept)
    {
        var slot = new FiringSlot(keepNewest);
        slot.Fire(10);
        slot.Fire(20);
        slot.Fire(30);
        Assert.True(slot.TryTake(out var firedAtNs));
        Assert.Equal((kept, 2), (firedAtNs, slot.OverrunCount));
        Assert.False(slot.TryTake(out _));
    }

    [Fact]
    public async Task NoFiringIsLostUncounted()
    {
        const int firings = 200_000;
        var slot = new FiringSlot(keepNewest: true);
        var taken = 0;
        var firing = Task.Run(() =>
        {
            for (var i = 1; i <= firings; i++)
            {
                slot.Fire(i);
            }
        });
        while (!firing.IsCompleted)
        {
            taken += slot.TryTake(out _) ? 1 : 0;
        }

        await firing;
        taken += slot.TryTake(out _) ? 1 : 0;
        Assert.Equal(firings, taken + slot.OverrunCount);
    }
}
