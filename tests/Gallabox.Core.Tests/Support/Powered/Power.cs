namespace Gallabox.Core.Tests.Support.Powered;

/// <summary>The power goes at one operation, before or after its effect; from then on nothing works until the world starts again.</summary>
internal sealed class Power
{
    private int left = int.MaxValue;
    private bool after;
    private (int Operation, Action Act)? planned;

    public int Used { get; private set; }

    public bool IsDown { get; private set; }

    public void CutAt(int operation, bool afterItsEffect) => (left, after) = (operation, afterItsEffect);

    /// <summary>Something else happens right before that operation, counted from the beginning.</summary>
    public void On(int operation, Action act) => planned = (operation, act);

    public void Restore() => (IsDown, left) = (false, int.MaxValue);

    public async Task<T> UseAsync<T>(Func<Task<T>> effect)
    {
        Check();
        Used++;
        if (planned is { } meanwhile && meanwhile.Operation == Used)
        {
            planned = null;
            meanwhile.Act();
        }

        if (--left > 0)
            return await effect();
        if (after)
            await effect();
        IsDown = true;
        throw new PowerGoneException();
    }

    public void Check()
    {
        if (IsDown)
            throw new PowerGoneException();
    }
}

internal sealed class PowerGoneException() : Exception("The power is gone.");
