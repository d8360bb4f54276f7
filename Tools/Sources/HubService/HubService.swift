// HubService
