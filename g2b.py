import sys; sys.path.insert(0,'/tmp/w/frh')
from ed import *
sent('sanction','sanctions_in_force','      - "The report was under embargo until noon and named nobody."\n','      - "Sporting sanctions against Fiji were voted by the federation."\n')
sent('sanction','withdraw_peacekeepers','      - text: "The agency pulled its inspectors from Iraq."\n        actor: agency\n        recipient: Iraq\n','      - text: "The U.N. pulled its inspectors from Iraq."\n        recipient: Iraq\n')
