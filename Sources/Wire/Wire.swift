// Messages between terminal and hub.
