const eventList = [
  'updateTeam',
  'dismissTeam',
  'addTeamMembers',
  'updateTeamManagers',
  'removeTeamMembers',
  'transferTeam',
  'updateTeamMembersMute',
]

eventList.forEach((key) => {
  nim.on(key, (res) => {
    console.log(`收到 ${key} 事件:`, res ? JSON.parse(JSON.stringify(res)) : res);
  });
})
