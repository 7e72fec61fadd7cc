namespace Worker.Servicing.Operators;

/// <param name="MayHaveBeenSent">How many orders were open and not withdrawn within a second after the action.</param>
public sealed record LeverOutcome(bool Changed, string Message, int MayHaveBeenSent = 0);
