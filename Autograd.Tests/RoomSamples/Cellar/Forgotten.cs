namespace Autograd.Tests.RoomSamples.Cellar;

/// <summary>A type of a room that no table knows.</summary>
internal sealed class Forgotten;
